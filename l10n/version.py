"""The version, where everything that writes it into a file can import it from."""

__version__ = "0.1.0"
