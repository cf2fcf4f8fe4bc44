"""Several regimes on one deal: an answer each, and what the exporter needs in all."""
