import ArgumentParser

/// `kin completions`: what makes a shell complete the command line.
struct CompletionsCommand: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print what makes a shell complete kin: bash, zsh or fish.",
    discussion: """
      kin service install puts it where the shell looks for it. Without that:

        bash: kin completions bash >~/.local/share/bash-completion/completions/kin
        zsh:  kin completions zsh >~/.zfunc/_kin, with fpath+=~/.zfunc before compinit in ~/.zshrc
        fish: kin completions fish >~/.config/fish/completions/kin.fish
      """)

  @Argument(help: "bash, zsh or fish.", completion: .list(Completions.shells.map(\.rawValue)))
  var shell: String

  func run(in context: Context) throws -> Report {
    guard let shell = Completions.shells.first(where: { $0.rawValue == shell.lowercased() }) else {
      throw WrongUsage("there are completions for bash, zsh and fish; write kin completions bash")
    }
    return Report(data: Completions.script(for: shell))
  }
}
