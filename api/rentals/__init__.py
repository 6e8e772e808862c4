"""Vehicles to rent: who offers them, where they stand, where they may go."""
