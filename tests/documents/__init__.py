"""Tests of reading documents of Word, LibreOffice and PDF."""
