"""The jobs, each read → decide → write, and the run that does them one after the other."""
