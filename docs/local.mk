# Manuals.
dist_man_MANS += docs/broadtape.yaml.5
dist_man_MANS += docs/broadtape-templates.5 docs/broadtape.1
EXTRA_DIST += docs/design.md docs/guide.md docs/style.md
EXTRA_DIST += docs/manners.md docs/matching.md docs/parsing.md docs/stories.md
