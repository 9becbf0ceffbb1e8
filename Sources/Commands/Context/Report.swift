import ArgumentParser
import Facts
import JSONText

/// What a command prints, and its exit code.
package struct Report {
  /// Standard output.
  var lines: [String]
  /// Standard error.
  var messages: [String]
  var status: Int32
  /// What is for a program, a file or another command, in place of lines: it writes itself part by part, and a terminal's
  /// width doesn't matter to it.
  private(set) var data: ((_ write: (String) -> Void) -> Void)?

  init(_ lines: [String] = [], messages: [String] = [], status: Int32 = 0) {
    self.lines = lines
    self.messages = messages
    self.status = status
  }

  init(_ line: String) { self.init([line]) }

  init(_ json: JSON) { self.init(data: json.text(.pretty)) }

  /// A list of objects.
  init<Objects: Sequence>(listing objects: Objects) where Objects.Element: JSONObject {
    self.init()
    data = { write in
      var rest = objects.makeIterator()
      JSON.write(.pretty, listing: { rest.next() }, to: write)
    }
  }

  /// For a program, a file or another command: whatever the terminal, it is printed as it is.
  init(data text: String) {
    self.init()
    data = { $0(text) }
  }

  /// Parts with an empty line between them.
  init(paragraphs: [[String]]) { self.init(Array(paragraphs.joined(separator: [""]))) }

  /// A report of nothing but a message on standard error.
  static func message(_ message: String) -> Report { Report(messages: [message]) }

  /// Adds a paragraph below an empty line.
  mutating func add(_ lines: [String], under heading: String) {
    guard !lines.isEmpty else { return }
    self.lines += ["", heading] + lines
  }
}

/// A subcommand of `kin`: it reads the world from a context, and returns what it prints.
protocol KinCommand: ParsableCommand {
  func run(in context: Context) throws -> Report
}
