"""One module a file format; ``geoclaims.output`` picks it by name."""
