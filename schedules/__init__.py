"""What Sammen does unasked, and when."""
