import Daemon

Program.main(CommandLine.arguments, version: "0.1.0")
