package io.tarn.rest;

import io.quarkus.arc.Arc;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** Who the current request comes from, by its verified credentials. Thread-safe. */
@ApplicationScoped
public class CallerContext {
  private final CurrentIdentityAssociation association;

  CallerContext(CurrentIdentityAssociation association) {
    this.association = association;
  }

  /**
   * The caller, with the highest role that the credentials give.
   *
   * @throws ProblemException {@code UNAUTHENTICATED} outside a request, or in one without a caller
   */
  public Caller caller() {
    if (Arc.container().requestContext().isActive()) {
      SecurityIdentity identity = association.getIdentity();
      Optional<Role> role =
          Arrays.stream(Role.values())
              .filter(each -> identity.hasRole(each.label()))
              .max(Comparator.naturalOrder());
      if (!identity.isAnonymous() && role.isPresent()) {
        return new Caller(identity.getPrincipal().getName(), role.get());
      }
    }
    throw new ProblemException(
        ErrorCode.UNAUTHENTICATED, "Send a key or a token: Authorization: Bearer <key>.");
  }
}
