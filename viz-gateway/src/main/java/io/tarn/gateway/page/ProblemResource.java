package io.tarn.gateway.page;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /problems}: the pages that the {@code type} of problem documents points to. */
@Path("/problems")
@PermitAll
@Tag(name = "Problems")
public class ProblemResource {
  /** All codes. */
  @GET
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public String page() {
    return ProblemPage.of(ProblemText.all());
  }

  /** All codes. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "listProblems",
      summary = "All error codes",
      description =
          "Each code of problem documents with its meaning and what to do; HTML by Accept.")
  public List<ProblemText> list() {
    return ProblemText.all();
  }

  /** One code. */
  @GET
  @Path("/{code}")
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public String page(@PathParam("code") String code) {
    return ProblemPage.of(text(code));
  }

  /** One code. */
  @GET
  @Path("/{code}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "getProblem",
      summary = "One error code",
      description = "Its meaning and what to do; HTML by Accept.")
  public ProblemText one(@PathParam("code") String code) {
    return text(code);
  }

  private static ProblemText text(String name) {
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .map(ProblemText::of)
        .orElseThrow(
            () ->
                new ProblemException(
                    ErrorCode.NOT_FOUND, "There is no error code '" + name + "': see /problems."));
  }
}
