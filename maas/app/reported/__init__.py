"""What people report: what is said of one thing told together, believed, doubted, forgotten."""
