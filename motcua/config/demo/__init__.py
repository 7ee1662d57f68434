"""The demo province: reference data, staff, and a month (or a year) of simulated work done by the real actions."""

from motcua.config.demo.loading import load

__all__ = ["load"]
