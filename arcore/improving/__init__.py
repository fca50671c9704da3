"""Improvement: where ideas come from, what is under way, and whether the figures moved (capabilities 117, 120, 127, 131, 133)."""
