"""The run over many jobs: plan, prove that all of them fit, then make and write each file whole."""
