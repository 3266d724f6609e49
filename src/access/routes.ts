import { Inject, Injectable, type OnApplicationBootstrap, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type Operation, operationOf } from '../platform/operation.js';

/** One route of the server. `operation` is missing on a route somebody forgot to mark. */
export interface Route {
  /** `Controller.method`, for people. */
  readonly name: string;
  /** Upper case. */
  readonly method: string;
  /** As Nest writes it: `/bank/leads/:id`. */
  readonly path: string;
  readonly operation?: Operation;
}

/** Every route of every controller of this process; refuses to start when one of them is not marked. */
@Injectable()
export class Routes implements OnApplicationBootstrap {
  constructor(
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(MetadataScanner) private readonly scanner: MetadataScanner,
  ) {}

  /** The routes in the order of the modules. */
  all(): Route[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => (metatype ? this.routesOf(metatype) : []));
  }

  /** Throws with the name of every route that lacks `@Operation`, and of every operation id that is used twice. */
  onApplicationBootstrap(): void {
    const routes = this.all();
    const unmarked = routes.filter((route) => !route.operation).map((route) => route.name);
    if (unmarked.length > 0) throw new Error(`routes without @Operation: ${unmarked.join(', ')}`);
    const ids = new Map<string, Operation>();
    for (const { name, operation } of routes) {
      if (!operation) continue;
      const other = ids.get(operation.id);
      // One method may stand at several paths; two methods under one id would fall together in the document.
      if (other && other !== operation) throw new Error(`operation id ${operation.id} is used again at ${name}`);
      ids.set(operation.id, operation);
    }
  }

  // biome-ignore lint/complexity/noBannedTypes: Nest names controller classes this way.
  private routesOf(controller: Function): Route[] {
    const prototype: object = controller.prototype;
    return this.scanner.getAllMethodNames(prototype).flatMap((method) => {
      const handler: unknown = Reflect.get(prototype, method);
      if (typeof handler !== 'function' || !Reflect.hasMetadata(PATH_METADATA, handler)) return [];
      return this.routesAt(controller, handler, `${controller.name}.${method}`);
    });
  }

  private routesAt(controller: object, handler: object, name: string): Route[] {
    const verb = RequestMethod[Number(Reflect.getMetadata(METHOD_METADATA, handler))] ?? 'ALL';
    const operation = operationOf(handler);
    return pathsOf(controller).flatMap((above) =>
      pathsOf(handler).map((below) => ({ name, method: verb, path: joined(above, below), operation })),
    );
  }
}

function pathsOf(target: object): string[] {
  const path: unknown = Reflect.getMetadata(PATH_METADATA, target);
  return (Array.isArray(path) ? path : [path ?? '']).map(String);
}

function joined(above: string, below: string): string {
  const path = `/${above}/${below}`.replace(/\/{2,}/g, '/');
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
