"""What is said where several things come as one."""

YOUR_WEEK = "Your week"
