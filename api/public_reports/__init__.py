"""What people say is wrong somewhere: taken through partners' apps, told to everybody."""
