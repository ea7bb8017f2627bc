"""qualitycheck: checks Vietnamese commitments, registrations and model dossiers; points out, never accuses."""
