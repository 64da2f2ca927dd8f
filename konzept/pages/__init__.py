"""The concept in Sphinx: examined, its needs drawn as nodes, its pages kept fresh."""
