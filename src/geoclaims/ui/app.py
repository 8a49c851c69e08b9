"""The file that Streamlit runs, inside the package so that an installed wheel has it."""

from geoclaims.ui import main

main()
