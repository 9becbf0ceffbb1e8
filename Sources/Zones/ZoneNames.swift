import Files
import Glibc

/// The names of the zones in a tz database.
enum ZoneNames {
  /// Sorted. From the database's own text, `tzdata.zi`, else by looking into its folders.
  static func all(in folder: String) -> [String] {
    let listed = inText(of: "\(folder)/tzdata.zi")
    return (listed.isEmpty ? inFolders(folder) : listed).sorted()
  }

  /// Zones are lines `Z NAME …`, aliases `L TARGET NAME` (zic(8)).
  private static func inText(of path: String) -> [String] {
    guard let bytes = try? readBounded(path: path, limit: ZoneFile.limit) else { return [] }
    var names: [String] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard line.count > 2, line[line.startIndex + 1] == UInt8(ascii: " ") else { continue }
      let fields = line.split(separator: UInt8(ascii: " "))
      let name: ArraySlice<UInt8>
      switch line.first {
      case UInt8(ascii: "Z") where fields.count > 1: name = fields[1]
      case UInt8(ascii: "L") where fields.count > 2: name = fields[2]
      default: continue
      }
      names.append(String(decoding: name, as: UTF8.self))
    }
    return names
  }

  /// Files in folders, those of the `posix` and `right` twins left out. Two levels below are the deepest there are.
  private static func inFolders(_ folder: String, prefix: String = "", depth: Int = 0) -> [String] {
    guard depth < 4, let stream = opendir(prefix.isEmpty ? folder : "\(folder)/\(prefix)") else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard !name.hasPrefix("."), depth > 0 || !["posix", "right", "localtime", "posixrules"].contains(name)
      else { continue }
      let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
      var status = stat()
      guard stat("\(folder)/\(path)", &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        names += inFolders(folder, prefix: path, depth: depth + 1)
      } else if hasMagic("\(folder)/\(path)") {
        names.append(path)
      }
    }
    return names
  }

  private static func hasMagic(_ path: String) -> Bool {
    (try? readBounded(path: path, limit: ZoneFile.limit))?.starts(with: "TZif".utf8) ?? false
  }
}
