package io.tarn.catalog.iceberg;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Turns what the catalog throws into {@link IcebergProblem}s. Authorization comes before it. */
@IcebergRoute
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class IcebergRouteInterceptor {
  @AroundInvoke
  Object answer(InvocationContext call) throws Exception {
    try {
      return call.proceed();
    } catch (SecurityException e) {
      throw e;
    } catch (RuntimeException e) {
      throw IcebergErrors.of(e);
    }
  }
}
