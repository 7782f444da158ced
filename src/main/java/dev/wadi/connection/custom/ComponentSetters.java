package dev.wadi.connection.custom;

import dev.wadi.spi.SettingProblems;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.NoTypeConversionAvailableException;
import org.jspecify.annotations.Nullable;

/**
 * The setters of a Camel component, by which its options are given to it. Values are converted to what a setter takes; text
 * that looks like a reference to a bean or a class stays text.
 */
final class ComponentSetters {

    private final Class<?> type;

    ComponentSetters(Class<?> type) {
        this.type = type;
    }

    /** Says which params are no options of the component. */
    void check(Map<String, @Nullable Object> params, SettingProblems problems) {
        for (String name : params.keySet()) {
            if (setter(name).isEmpty()) {
                problems.problem("extra.params." + name, "unknown key", "The component takes " + options());
            }
        }
    }

    private String options() {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().matches("set[A-Z].*") && isSetter(method))
                .map(method -> method.getName().substring(3, 4).toLowerCase(Locale.ROOT)
                        + method.getName().substring(4))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private Optional<Method> setter(String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String setter = "set" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(setter) && isSetter(method))
                .findFirst();
    }

    private static boolean isSetter(Method method) {
        return method.getParameterCount() == 1
                && method.getDeclaringClass() != Object.class
                && method.getParameterTypes()[0] != CamelContext.class;
    }

    /** Gives the component its options. */
    void set(CamelContext context, Component component, Map<String, @Nullable Object> params)
            throws ReflectiveOperationException, NoTypeConversionAvailableException {
        for (Map.Entry<String, @Nullable Object> param : params.entrySet()) {
            Method setter = setter(param.getKey()).orElseThrow();
            setter.invoke(component, converted(context, setter.getParameterTypes()[0], param.getValue()));
        }
    }

    private static @Nullable Object converted(CamelContext context, Class<?> type, @Nullable Object value)
            throws NoTypeConversionAvailableException {
        Class<?> boxed = MethodType.methodType(type).wrap().returnType(); // Camel leaves a long for an int as it is
        return value == null ? null : context.getTypeConverter().mandatoryConvertTo(boxed, value);
    }
}
