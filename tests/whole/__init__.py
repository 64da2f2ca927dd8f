"""What goes through all rooms: whole towns, attacks, one entry through every output."""
