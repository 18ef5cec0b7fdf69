# The bot alone, with the locked dependencies, as a user without rights.
FROM python:3.13-slim AS build
COPY --from=ghcr.io/astral-sh/uv:0.13 /uv /bin/
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-dev --no-cache
COPY . .

FROM python:3.13-slim
RUN useradd --system --no-create-home --uid 10001 elevenses && install -d -o elevenses /data
COPY --from=build /app /app
USER 10001
# Here SQLite's file is made; with DATABASE_URL for Postgres, nothing is.
WORKDIR /data
ENV HOME=/data HOST=0.0.0.0 PORT=3000
EXPOSE 3000
# Over HTTP the bot says whether it is ready. Over Socket Mode it serves nothing, and that it runs is all there is to see.
HEALTHCHECK CMD ["/app/.venv/bin/python", "-c", "import http.client, os, sys; \
    http = http.client.HTTPConnection('127.0.0.1', int(os.environ['PORT']), timeout=5); \
    os.environ.get('SLACK_APP_TOKEN') and sys.exit(0); \
    http.request('GET', '/readyz'); \
    sys.exit(http.getresponse().status != 200)"]
ENTRYPOINT ["/app/.venv/bin/python", "/app/app.py"]
CMD ["run"]
