"""What happened, as text for people and programs."""
