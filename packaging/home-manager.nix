# An example of a Home Manager module: programs.kinkeeper.enable and .settings, which becomes the config.
# The config then lies in the store and can't be written, so `kin add` and `kin edit` leave it alone: change the settings.
{ config, lib, pkgs, ... }:
let
  cfg = config.programs.kinkeeper;
  json = pkgs.formats.json { };
in {
  options.programs.kinkeeper = {
    enable = lib.mkEnableOption "Kinkeeper, reminders of small rituals between friends";
    package = lib.mkOption {
      type = lib.types.package;
      description = "The package, with bin/kin and libexec/kinkeeperd.";
    };
    settings = lib.mkOption {
      type = json.type;
      default = { };
      example = {
        people.ana.name = "Ana";
        rituals = [{ id = "coffee"; title = "Coffee with Ana"; "with" = [ "ana" ]; when = "every saturday at 10:00"; }];
      };
      description = "The config, as kinkeeper(5) describes it.";
    };
  };

  config = lib.mkIf cfg.enable {
    home.packages = [ cfg.package ];
    xdg.configFile."kinkeeper/config.json".source = json.generate "kinkeeper.json" cfg.settings;
    xdg.dataFile."dbus-1/services/org.kinkeeper.Kinkeeper1.service".source =
      "${cfg.package}/share/dbus-1/services/org.kinkeeper.Kinkeeper1.service";
    systemd.user.services.kinkeeper = {
      Unit = {
        Description = "Kinkeeper, reminders of rituals between friends";
        StartLimitIntervalSec = 0;
      };
      Service = {
        Type = "notify";
        NotifyAccess = "main";
        ExecStart = "${cfg.package}/libexec/kinkeeperd";
        ExecReload = "${pkgs.coreutils}/bin/kill -HUP $MAINPID";
        # It calls kin for explanations; a hook's programs have to be here as well.
        Environment = [ "MALLOC_ARENA_MAX=2" "PATH=${lib.makeBinPath [ cfg.package pkgs.coreutils pkgs.libnotify pkgs.systemd ]}" ];
        UMask = "0077";
        NoNewPrivileges = true;
        WatchdogSec = "5min";
        Restart = "on-failure";
        RestartSec = "5s";
        RestartPreventExitStatus = "75 78";
        KillMode = "mixed";
        TimeoutStopSec = "10s";
      };
      Install.WantedBy = [ "default.target" ];
    };
  };
}
