package io.tarn.local;

import io.tarn.embedded.EmbeddedServerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The program behind {@code ./tarn}. Exit codes: 0 done, 1 not done, 2 wrong usage. */
@Command(
    name = "tarn",
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      StatusCommand.class,
      DownCommand.class,
      LogsCommand.class,
      KeyCommand.class,
      EnvCommand.class
    })
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    CommandLine commands = new CommandLine(new Main());
    commands.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure));
    commands.setParameterExceptionHandler(Main::explainUsage);
    return commands.execute(arguments);
  }

  private static int explain(Exception failure) throws Exception {
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return 1;
    }
    System.err.println("tarn: " + reason(failure));
    return 1;
  }

  private static String reason(Exception failure) {
    if (failure instanceof LauncherException || failure instanceof EmbeddedServerException) {
      return String.valueOf(failure.getMessage());
    }
    if (failure instanceof ConnectException) {
      return "The lake does not answer: see how it is with './tarn status'.";
    }
    if (failure instanceof IOException) {
      return "%s (%s).".formatted(failure.getMessage(), failure.getClass().getSimpleName());
    }
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return "Something went wrong inside the launcher: please report this.\n" + trace;
  }

  private static int explainUsage(ParameterException failure, String[] arguments) {
    System.err.println("tarn: " + failure.getMessage() + ". See './tarn help'.");
    return 2;
  }
}
