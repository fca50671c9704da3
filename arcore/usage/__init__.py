"""How well the system itself is used, month by month: bank lines, changes by hand, issues of imports, late statements (capability 140)."""
