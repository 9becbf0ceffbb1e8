import Files

/// The user manager's present environment. It has what a desktop sets after the daemon has started, such as DISPLAY and
/// WAYLAND_DISPLAY by `systemctl --user import-environment`.
///
/// A child process asks for it right before a hook runs, with a deadline. It isn't kept, so nothing has to notice changes.
public enum ManagerEnvironment {
  /// Whether this process is a service of a manager that it can ask.
  public static var isThere: Bool { environmentValue("NOTIFY_SOCKET") != nil }

  /// Asks for it, without the variables that the unit itself sets, which stay as they are.
  /// - Parameter completion: called once on the queue, with an empty environment if there is no answer in time.
  public static func ask(
    on poll: DescriptorPoll, patience: Duration = .seconds(2),
    completion: @escaping @Sendable ([String: String]) -> Void
  ) {
    // Both questions by one process group; the unit's name is no part of the script.
    let script = "systemctl --user show-environment && echo && systemctl --user show -P Environment -- \"$1\""
    let command = HookCommand(
      arguments: ["sh", "-c", script, "sh", ownUnit ?? "kinkeeper.service"], patience: .exit(within: patience)
    )
    HookRun.lines(of: command, on: poll, grace: .milliseconds(200)) { lines, failure in
      completion(failure == nil ? variables(in: lines) : [:])
    }
  }

  /// The unit of this process, by its control group (cgroups(7)).
  private static var ownUnit: String? {
    let text = String(
      decoding: (try? readBounded(path: "/proc/self/cgroup", limit: 65_536)) ?? [], as: UTF8.self)
    let names = text.split { $0 == "/" || $0 == "\n" }
    return names.last { $0.hasSuffix(".service") }.map(String.init)
  }

  /// The variables of `systemctl show-environment`, without those that the line behind the empty one names.
  static func variables(in lines: [String]) -> [String: String] {
    let end = lines.firstIndex(of: "") ?? lines.endIndex
    var variables: [String: String] = [:]
    for line in lines[..<end] {
      guard let sign = line.firstIndex(of: "="), sign != line.startIndex else { continue }
      variables[String(line[..<sign])] = unquoted(line[line.index(after: sign)...])
    }
    for line in lines[end...] {
      // `A=1 "B=two words"`: a value that looks like a variable keeps one more, which does no harm.
      for word in line.split(separator: " ") {
        let name = word.drop { "\"$'".contains($0) }.prefix { $0 != "=" }
        variables[String(name)] = nil
      }
    }
    return variables
  }

  /// A value as systemctl prints it: as it is, or as `$'…'` with the escapes of C if a shell would stumble.
  private static func unquoted(_ value: Substring) -> String {
    guard value.hasPrefix("$'"), value.hasSuffix("'"), value.count >= 3 else { return String(value) }
    var bytes: [UInt8] = []
    var rest = Array(value.dropFirst(2).dropLast().utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let letter = rest.popFirst() else {
        bytes.append(byte)
        continue
      }
      switch letter {
      case UInt8(ascii: "x"):
        bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? letter)
        rest = rest.dropFirst(2)
      case UInt8(ascii: "0")...UInt8(ascii: "7"):
        bytes.append(UInt8(String(decoding: [letter] + rest.prefix(2), as: UTF8.self), radix: 8) ?? letter)
        rest = rest.dropFirst(2)
      default: bytes.append(escapes[letter] ?? letter)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10,
    UInt8(ascii: "v"): 11,
    UInt8(ascii: "f"): 12, UInt8(ascii: "r"): 13,
  ]
}
