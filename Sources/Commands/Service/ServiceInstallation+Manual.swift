extension ServiceInstallation {
  /// The pages of the manual. `make release` puts them into a folder `man` beside the programs.
  static func manual(besides programs: String) -> [Companion] {
    [("kin.1", "man1"), ("kinkeeper.5", "man5"), ("kinkeeperd.8", "man8")].map { page, section in
      let bytes = try? InstalledFile.read("\(programs)/man/\(page)")
      return Companion(
        path: "man/\(section)/\(page)", text: bytes.map { String(decoding: $0, as: UTF8.self) })
    }
  }
}
