print("kinkeeperd")
