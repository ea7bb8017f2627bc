"""What is done outside of the server's process: reading, checking, writing, registering. One job at a time per process."""
