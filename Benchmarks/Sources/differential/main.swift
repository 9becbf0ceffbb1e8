import Glibc
import CivilTime

let arguments = CommandLine.arguments
guard arguments.count >= 3, let count = Int(arguments[2]), count > 0 else {
  fatalError("usage: differential FOLDER RULES [SEED]")
}
let seed = arguments.count > 3 ? UInt64(arguments[3]) ?? 1 : UInt64.random(in: 1...999_999)
print("seed \(seed), \(count) rules")
exit(Comparison(folder: arguments[1], seed: seed, count: count).run() ? 0 : 1)
