"""The schema this app works with, known without importing the migrations; a test keeps it equal to the newest one."""

NEWEST = "0001"
