import Commands

Kin.main()
