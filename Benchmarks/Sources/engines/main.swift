import CivilTime
import Recurrence

let table = Table(folder: CommandLine.arguments.dropFirst().first ?? "Benchmarks")
table.printNext()
table.printEnumeration()
table.printUnsatisfiable()
