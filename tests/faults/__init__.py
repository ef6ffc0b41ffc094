"""drafter against faults, kills and full disks: what it asks for, what it says, and what is on the disk then."""
