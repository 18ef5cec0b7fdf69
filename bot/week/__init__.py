"""The budget: how much comes to one person in a day and a week, and what goes together."""
