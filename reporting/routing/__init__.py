"""The rules that change where a case goes: drafted in the desk, tried on past cases, put into use, kept as versions, put back."""
