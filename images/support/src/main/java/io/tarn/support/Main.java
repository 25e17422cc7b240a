package io.tarn.support;

import io.tarn.embedded.EmbeddedServerException;
import java.util.Arrays;

/**
 * The program of the support image: {@code provision}, {@code trust}, {@code check}, {@code
 * postgres} or {@code objects}, each with options of the form {@code --name=value}.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    try {
      String command = arguments.length == 0 ? "" : arguments[0];
      Options options =
          Options.of(Arrays.asList(arguments).subList(command.isEmpty() ? 0 : 1, arguments.length));
      switch (command) {
        case "provision" -> Provision.run(options);
        case "trust" -> Trust.run(options);
        case "check" -> Check.run(options);
        case "postgres" -> TrialPostgres.run(options);
        case "objects" -> TrialObjects.run(options);
        default ->
            throw new SupportException(
                "There is no command '%s': use provision, trust, check, postgres or objects."
                    .formatted(command));
      }
    } catch (SupportException | EmbeddedServerException e) {
      System.err.println("support: " + e.getMessage());
      System.exit(1);
    } catch (Exception e) {
      System.err.println("support: " + e);
      e.printStackTrace(System.err);
      System.exit(1);
    }
  }
}
