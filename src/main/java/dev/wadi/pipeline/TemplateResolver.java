package dev.wadi.pipeline;

import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.lib.filter.GroupByFilter;
import com.hubspot.jinjava.util.ForLoop;
import java.beans.FeatureDescriptor;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELException;
import jinjava.javax.el.ELResolver;
import org.jspecify.annotations.Nullable;

/**
 * What expressions may reach: keys of maps, items of lists, and what is named here. It does not reflect, so there is no way
 * from a template to a class.
 */
final class TemplateResolver extends ELResolver {

    /** Jinjava's own resolver calls filters and tests by reflection on these two only, through this one. */
    private static final ELResolver JINJAVA = new com.hubspot.jinjava.el.ext.JinjavaBeanELResolver(true);

    @Override
    public @Nullable Object getValue(ELContext context, Object base, Object property) {
        context.setPropertyResolved(true);
        String name = String.valueOf(property);
        if (name.startsWith("__")) {
            throw new TemplateFailure("names that begin with '__' are not allowed");
        }
        if (base instanceof Map<?, ?> map) {
            return map.get(name);
        }
        if (base instanceof List<?> list) {
            return item(list, name);
        }
        if (base instanceof Callable callable) {
            return callable.has(name) ? callable.property(name) : null;
        }
        if (base instanceof Map.Entry<?, ?> entry) {
            return name.equals("key") ? entry.getKey() : name.equals("value") ? entry.getValue() : null;
        }
        if (base instanceof ForLoop loop) {
            return loop(loop, name);
        }
        if (base instanceof GroupByFilter.Group group) {
            return name.equals("grouper") ? group.getGrouper() : name.equals("list") ? group.getList() : null;
        }
        return null;
    }

    private static @Nullable Object item(List<?> list, String index) {
        if (!index.matches("-?\\d{1,9}")) {
            return null;
        }
        int wanted = Integer.parseInt(index);
        int at = wanted < 0 ? wanted + list.size() : wanted;
        return at >= 0 && at < list.size() ? list.get(at) : null;
    }

    private static @Nullable Object loop(ForLoop loop, String name) {
        return switch (name) {
            case "index" -> loop.getIndex();
            case "index0" -> loop.getIndex0();
            case "revindex" -> loop.getRevindex();
            case "revindex0" -> loop.getRevindex0();
            case "first" -> loop.isFirst();
            case "last" -> loop.isLast();
            case "length" -> loop.getLength();
            case "depth" -> loop.getDepth();
            case "depth0" -> loop.getDepth0();
            default -> null;
        };
    }

    @Override
    public @Nullable Object invoke(
            ELContext context,
            Object base,
            Object method,
            Class<?> @Nullable [] types,
            @Nullable Object @Nullable [] arguments) {
        context.setPropertyResolved(true);
        String name = String.valueOf(method);
        if (isJinjava(base, name)) {
            return JINJAVA.invoke(context, base, method, types, arguments);
        }
        try {
            Arguments given = Arguments.of(name, arguments);
            if (base instanceof ForLoop loop && name.equals("cycle")) {
                return loop.cycle(given.placed().toArray());
            }
            return base instanceof Callable callable ? callable.call(given) : PythonMethods.call(base, given);
        } catch (RuntimeException e) {
            // what is no ELException would be taken for null by Jinjava when it is an IllegalArgumentException
            throw e instanceof TemplateFailure ? e : new TemplateFailure(name + "(): " + e.getMessage(), e);
        }
    }

    private static boolean isJinjava(Object base, String method) {
        return base instanceof Filter && method.equals("filter")
                || base instanceof ExpTest && (method.equals("evaluate") || method.equals("evaluateNegated"));
    }

    @Override
    public void setValue(ELContext context, Object base, Object property, Object value) {
        throw new ELException("nothing can be set here");
    }

    @Override
    public boolean isReadOnly(ELContext context, Object base, Object property) {
        return true;
    }

    @Override
    public @Nullable Class<?> getType(ELContext context, Object base, Object property) {
        context.setPropertyResolved(true);
        return null;
    }

    @Override
    public Class<?> getCommonPropertyType(ELContext context, Object base) {
        return Object.class;
    }

    @Override
    public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, Object base) {
        return Collections.emptyIterator();
    }
}
