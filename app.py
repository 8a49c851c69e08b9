from geoclaims.ui import main

main()
