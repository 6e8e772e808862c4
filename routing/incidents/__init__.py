"""What is out of the ordinary on the streets: where it lies, when it holds, whom it stops."""
