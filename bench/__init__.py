"""Measurements that need a model or a machine of their own, and are no tests."""
