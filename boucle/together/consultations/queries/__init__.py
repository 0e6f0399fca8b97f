"""What pages and actions read: never a voice beside a panellist."""
