"""Vehicles to rent as the planner searches them: fleets laid on the streets, ways that use one."""
