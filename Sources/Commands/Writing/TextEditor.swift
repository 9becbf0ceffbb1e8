import Glibc
import Hooks

/// The user's own editor: `VISUAL`, `EDITOR`, else one that is there.
struct TextEditor {
  /// A command line for the shell, as git and others take the variables.
  let command: String

  /// Nil if there is none.
  init?(_ environment: (String) -> String?) {
    let named = ["VISUAL", "EDITOR"].compactMap(environment).first
    let found = ["sensible-editor", "nano", "vi"].first { TextEditor.isOnPath($0, environment) }
    guard let command = named ?? found else { return nil }
    self.command = command
  }

  static func isChosen(_ environment: (String) -> String?) -> Bool {
    ["VISUAL", "EDITOR"].contains { environment($0) != nil }
  }

  /// Opens a file, at a line where the editor is one that is known to understand that, and waits for its end; its status.
  func open(_ path: String, line: Int?) -> Int32 {
    // Through the shell, as EDITOR may bring arguments along; system(3) leaves the terminal's signals to the editor.
    let words = arguments(path, line: line).map(\.quotedForShell)
    let status = system("\(command) \(words.joined(separator: " "))")
    return status < 0 ? 127 : exitStatus(status)
  }

  private func arguments(_ path: String, line: Int?) -> [String] {
    guard let line else { return [path] }
    let program = command.split(separator: " ").first?.split(separator: "/").last.map(String.init) ?? ""
    switch program {
    case "vi", "vim", "nvim", "view", "nano", "emacs", "emacsclient", "micro", "joe", "jed", "kak", "ne",
      "mg", "pico", "gvim", "gedit", "sensible-editor", "editor":
      return ["+\(line)", path]
    case "hx", "helix", "subl", "zed": return ["\(path):\(line)"]
    case "code", "codium", "code-insiders": return ["--goto", "\(path):\(line)"]
    default: return [path]
    }
  }

  private static func isOnPath(_ program: String, _ environment: (String) -> String?) -> Bool {
    (environment("PATH") ?? "/usr/bin:/bin").split(separator: ":")
      .contains { access("\($0)/\(program)", X_OK) == 0 }
  }
}

extension String {
  /// One word of a shell's command line, in single quotes (sh(1), "Quoting").
  var quotedForShell: String { "'" + replacing("'", with: "'\\''") + "'" }
}
