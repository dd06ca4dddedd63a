# Manuals.
dist_man_MANS += docs/broadtape.yaml.5
