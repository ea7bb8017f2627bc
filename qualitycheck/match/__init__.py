"""Copies: pledges taken from earlier documents or from a neighbour."""

from qualitycheck.match.documents import match_documents as match_documents
