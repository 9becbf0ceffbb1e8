import Files

/// The names of the zones in a tz database.
enum ZoneNames {
  /// Sorted; from the database's own list, `tzdata.zi`, else from its folders.
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

  /// The files in the folders, without the twins in `posix` and `right`. Zones are at most two levels down.
  private static func inFolders(_ folder: String, prefix: String = "", depth: Int = 0) -> [String] {
    guard depth < 4 else { return [] }
    return entryNames(in: "\(folder)/\(prefix)").flatMap { name -> [String] in
      guard !name.hasPrefix("."), depth > 0 || !["posix", "right", "localtime", "posixrules"].contains(name)
      else { return [] }
      let path = prefix + name
      guard let status = fileStatus("\(folder)/\(path)") else { return [] }
      if status.isFolder { return inFolders(folder, prefix: path + "/", depth: depth + 1) }
      return hasMagic("\(folder)/\(path)") ? [path] : []
    }
  }

  private static func hasMagic(_ path: String) -> Bool {
    (try? readBounded(path: path, limit: ZoneFile.limit))?.starts(with: "TZif".utf8) ?? false
  }
}
