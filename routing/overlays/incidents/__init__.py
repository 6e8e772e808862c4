"""What sources say of incidents, laid on the streets."""
