package dev.wadi.pipeline;

import com.hubspot.jinjava.el.ext.NamedParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a template calls a function with, by place and by name. */
record Arguments(String function, List<@Nullable Object> placed, Map<String, @Nullable Object> named) {

    static Arguments of(String function, @Nullable Object @Nullable [] written) {
        List<@Nullable Object> placed = new ArrayList<>();
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        for (Object argument : written == null ? new Object[0] : written) {
            if (argument instanceof NamedParameter parameter) {
                named.put(parameter.getName(), parameter.getValue());
            } else {
                placed.add(argument);
            }
        }
        return new Arguments(function, placed, named);
    }

    /** Refuses arguments that the function has not. */
    Arguments accept(String... names) {
        for (String name : named.keySet()) {
            if (!List.of(names).contains(name)) {
                throw new TemplateFailure(function + "() has no argument '" + name + "'");
            }
        }
        if (placed.size() > names.length) {
            String most = names.length == 0 ? "no arguments" : "at most " + names.length + " arguments";
            throw new TemplateFailure(function + "() takes " + most + ", " + placed.size() + " were given");
        }
        return this;
    }

    @Nullable
    Object get(int place, String name) {
        return place < placed.size() ? placed.get(place) : named.get(name);
    }

    Object required(int place, String name) {
        Object value = get(place, name);
        if (value == null) {
            throw new TemplateFailure(function + "() needs a value for '" + name + "'");
        }
        return value;
    }

    @Nullable
    String text(int place, String name) {
        Object value = get(place, name);
        return value == null ? null : value.toString();
    }
}
