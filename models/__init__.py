"""What Sammen remembers."""
